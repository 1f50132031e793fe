import { checkGolden, generators } from '@assent/synth';

// Makes every generator's known outputs on the engine that runs this, and says in one line of JSON which differ.

const differ: string[] = [];
let compared = 0;
for (const generator of generators) {
  const checked = await checkGolden(generator);
  if (checked.ok) compared += checked.value;
  else differ.push(checked.refusal.detail);
}
console.log(JSON.stringify({ generators: generators.map(({ manifest: { id } }) => id), compared, differ }));
