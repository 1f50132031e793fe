import type { Random } from '../random.ts';

/** Ascending. */
export const kinds = ['digit', 'letter', 'line', 'word'] as const;
export type Kind = (typeof kinds)[number];

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Plain words, so that lines have the letters and lengths of a text. They say nothing. */
const words = (
  'a about above across after again all almost along also always am among an and another answer any apple are around as at autumn ' +
  'away back bag bank basket be beach because been before begin behind bell below bench beside best between big bird black blue ' +
  'board boat body book both bottle box branch bread bridge bright bring brown brush build bus but button buy by call can candle ' +
  'car cat chair change child city clean clear clock close cloud coat cold come corner could count country cup cut dark day deep ' +
  'did different do dog door down draw dream drive dry each ear early earth east easy eat edge eight end enough even evening every ' +
  'eye face fair fall far farm fast father few field fill find fire first fish five floor flower fly fold follow foot for forest ' +
  'four free fresh friend from front fruit full game garden gate gave get girl give glass go gold good grass great green grey ' +
  'ground grow half hand happy hard has hat have he head hear heart heavy help her here high hill him his hold home horse hot hour ' +
  'house how hundred ice if in inside into is island it jacket jar join jump just keep key kind king kitchen knee knife know lake ' +
  'lamp land large last late laugh leaf learn left leg less let letter light like line lion list little live long look lost low ' +
  'made make many map mark may me meadow mean measure meet middle milk mind minute mirror money month moon more morning most ' +
  'mother mountain move much music must my name near neck need nest never new next night nine no north nose not note now number ' +
  'ocean of off often old on once one only open or orange other our out over own page paint paper park part path pear pen pencil ' +
  'people picture piece place plain plant plate play pocket point pool possible pot pull push put queen question quick quiet quite ' +
  'rain ran read ready red rest rice ride right ring river road rock roof room root rope round row run sail salt same sand saw say ' +
  'school sea seat second see seed seven shade shape she shelf ship shirt shoe shop short should show side silver simple sing six ' +
  'sky sleep slow small smile snow so soap soft some song soon sound south space speak spoon spring square stair stand star start ' +
  'station stay step still stone stop story street string strong such sugar summer sun sure table take tale tall tea tell ten than ' +
  'that the their them then there these they thin thing think this three through time to today together too top touch toward town ' +
  'train travel tree true try turn two under until up upon us use very view village voice walk wall warm was watch water way we ' +
  'weather week well went were west wet what wheel when where which while white who why wide will wind window winter wish with ' +
  'wood word work world write year yellow yes yet you young your zebra zero'
).split(' ');

/** What is written on a picture of a kind. */
export const drawText = (kind: Kind, random: Random): string => {
  switch (kind) {
    case 'digit':
      return String(random.below(10));
    case 'letter':
      return letters[random.below(letters.length)]!;
    case 'word':
      return drawWord(random);
    case 'line':
      return drawLine(random);
  }
};

/** One word in four begins with a capital, one in eight is all capitals, one in eight is a number. */
const drawWord = (random: Random): string => {
  const how = random.below(8);
  if (how === 0) return String(random.below(10_000));
  const word = random.pick(words);
  if (how === 1) return word.toUpperCase();
  return how < 4 ? capitalised(word) : word;
};

/** Three to seven words; now and then a number, and a sign at the end. */
const drawLine = (random: Random): string => {
  const line = Array.from({ length: random.between(3, 7) }, () =>
    random.below(12) === 0 ? String(random.below(1000)) : random.pick(words),
  );
  if (random.below(4) === 0) line[1] += ',';
  return capitalised(line.join(' ')) + random.pick(['.', '.', '.', '?', '!', '']);
};

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
