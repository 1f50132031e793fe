// An external generator over HTTP: short sentences, each answer signed. It needs nothing but Node.
// Usage: node sentences.mjs PORT SEED, the seed of its Ed25519 key in hexadecimal; prints its did:key.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { createServer } from 'node:http';

const [port, seed] = process.argv.slice(2);
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]);
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);

const base58 = (bytes) => {
  const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let text = '';
  for (let value = BigInt(`0x${bytes.toString('hex')}`); value > 0n; value /= 58n) text = digits[value % 58n] + text;
  return text;
};
const key = `did:key:z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), publicKey]))}`;
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

const animals = ['A hare', 'An owl', 'A fox', 'A crane'];
const acts = ['sleeps', 'waits', 'sings', 'crosses the road'];

/** The answer to a question's bytes: members in ascending order, since its bytes are what is signed. */
const answerTo = (question) => {
  const drawn = Buffer.from(JSON.parse(question).seed, 'hex');
  const animal = animals[drawn[0] % animals.length];
  const file = Buffer.from(`${animal} ${acts[drawn[1] % acts.length]}. (${drawn.toString('hex', 2, 8)})\n`);
  const payload = Buffer.from(
    JSON.stringify({
      class: 'trained-external',
      format: 'synth-answer/1',
      labels: { animal },
      mime: 'text/plain',
      request: hashOf(question),
      sha256: hashOf(file),
    }),
  );
  // DSSE: what is signed is the type and the payload, each with its length.
  const payloadType = 'application/vnd.assent.synth-answer.v1+json';
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  const sig = sign(null, Buffer.concat([Buffer.from(head), payload]), privateKey).toString('base64');
  const envelope = { payload: payload.toString('base64'), payloadType, signatures: [{ keyid: key, sig }] };
  return JSON.stringify({ envelope, file: file.toString('base64') });
};

const server = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  response.setHeader('content-type', 'application/json');
  response.end(answerTo(Buffer.concat(pieces)));
});
server.listen(Number(port), '127.0.0.1', () => console.log(`${server.address().port} ${key}`));
