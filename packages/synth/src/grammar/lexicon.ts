/** Everything here was written for this program. Names of people are given names alone; places and titles are made up. */

/** What may stand in a slot, by its name. */
export const slots: Readonly<Record<string, readonly string[]>> = {
  colour: split('black blue brown green grey orange pink purple red white yellow'),
  day: split('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  dish: phrases(
    'apple pie, bean stew, carrot soup, cheese toast, fried rice, lentil curry, mushroom risotto, noodle soup, onion tart, pea soup, pumpkin bread, tomato salad',
  ),
  item: phrases(
    'backpack, bicycle bell, blanket, candle, desk lamp, garden hose, hammer, kettle, mirror, notebook, pillow, raincoat, scarf, teapot, umbrella, wool hat',
  ),
  number: split('two three four five six seven eight nine ten eleven twelve'),
  person: split(
    'Ada Amara Bao Carlos Dana Elif Farid Greta Hana Ivan Jonas Kofi Lena Mei Noor Omar Priya Rosa Sam Tove Uma Yara',
  ),
  place: phrases(
    'Alderbrook, Birch Hollow, Cape Lumen, Dunmere, Eastfold, Fernbay, Greystead, Hartwell Bridge, Inverlake, Juniper Point, Kestrel Hill, Lowmarsh, Mossgate, Northwick, Oldharbour, Pinecross',
  ),
  song: phrases(
    'Blue Harbour, Counting Swallows, Five Small Lanterns, Last Train Home, Long Way Round, Paper Boats, Quiet Engines, Seven Rivers, The Copper Gate, Winter Orchard',
  ),
  time: phrases(
    'six in the morning, half past seven, eight o’clock, a quarter to nine, ten past ten, noon, half past one, a quarter past three, five in the afternoon, seven in the evening, midnight',
  ),
};

/** Ascending by name: what somebody wants, and how they may say it; `{day}` is a slot. */
export const intents = ['alarm', 'message', 'music', 'order', 'recipe', 'travel', 'weather'] as const;
export type Intent = (typeof intents)[number];

export const templates: Readonly<Record<Intent, readonly string[]>> = {
  alarm: [
    'Wake me at {time} on {day}.',
    'Set an alarm for {time}.',
    'Please ring at {time}, and again {number} minutes later.',
    'Can you cancel the alarm for {day} at {time}?',
    'I have to be up by {time} on {day}.',
  ],
  message: [
    'Tell {person} that I will be {number} minutes late.',
    'Ask {person} whether {day} at {time} is fine.',
    'Write to {person} and {person}: we meet in {place} on {day}.',
    'Let {person} know that the {item} has come.',
    'Has {person} answered since {day}?',
  ],
  music: [
    'Play {song}.',
    'Put on {song} at {time}.',
    'Play the next {number} songs after {song}.',
    'What did {person} play after {song}?',
    'Stop the music at {time}, but finish {song}.',
  ],
  order: [
    'I would like {number} of the {colour} {item}, sent to {place}.',
    'Order a {colour} {item} for {person}.',
    'Do you have the {item} in {colour} or {colour}?',
    'Please change my order from the {item} to {number} {colour} ones.',
    'When will the {item} arrive in {place}?',
  ],
  recipe: [
    'How do I make {dish} for {number} people?',
    'Show me a recipe for {dish} without {colour} peppers.',
    '{person} wants {dish} and {dish} on {day}.',
    'How long does {dish} take, if I start at {time}?',
    'Add what I need for {dish} to the list of {person}.',
  ],
  travel: [
    'Is there a train from {place} to {place} on {day}?',
    'Book {number} seats to {place}, leaving at {time}.',
    'How far is it from {place} to {place}?',
    'When does the last bus leave {place} on {day}?',
    '{person} goes to {place} on {day} and comes back at {time}.',
  ],
  weather: [
    'Will it rain in {place} on {day}?',
    'How cold is it in {place} at {time}?',
    'Do I need a {item} in {place}?',
    'Compare the weather in {place} and {place} for the next {number} days.',
    'When does the sun rise in {place} on {day}?',
  ],
};

function split(text: string): string[] {
  return text.split(' ');
}

function phrases(text: string): string[] {
  return text.split(', ');
}
