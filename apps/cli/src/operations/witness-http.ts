import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail } from '../failure.ts';
import { largestSubmission, type Witness, type WitnessAnswer } from './witness.ts';

/** How long a request may take to arrive, in milliseconds, and how many askers there may be at once. */
const patience = 10_000;
const mostConnections = 256;

export interface ListeningWitness {
  readonly address: string;
  /** Settles when it has stopped. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Serve `POST /add-checkpoint`. */
export const serveWitness = async (
  witness: Witness,
  place: { readonly host: string; readonly port: number },
): Promise<ListeningWitness> => {
  const server = createServer({ requestTimeout: patience, headersTimeout: patience, maxHeaderSize: 8_192 });
  server.maxConnections = mostConnections;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(witness, request).then(
      (given) => send(response, given),
      (cause: Error) => {
        process.stderr.write(`${cause.message}\n`);
        response.writeHead(500, { connection: 'close' }).end();
      },
    );
  });
  const ended = new Promise<void>((resolve) => void server.once('close', resolve));
  await listening(server, place);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}`,
    ended,
    stop: () => {
      server.close();
      server.closeIdleConnections();
    },
  };
};

const listening = (server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') return reject(cause);
      try {
        fail('port_in_use', `${host}:${port}`);
      } catch (refusal) {
        reject(refusal as Error);
      }
    });
    server.listen(port, host, resolve);
  });

const answer = async (witness: Witness, request: IncomingMessage): Promise<WitnessAnswer | 'too large' | 'no such'> => {
  if (request.method !== 'POST' || request.url !== '/add-checkpoint') return 'no such';
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestSubmission) return 'too large';
    pieces.push(piece);
  }
  return witness.addCheckpoint(new Uint8Array(Buffer.concat(pieces)));
};

const plain = { 'content-type': 'text/plain; charset=utf-8' };

const send = (response: ServerResponse, given: WitnessAnswer | 'too large' | 'no such'): void => {
  // What was not read to its end cannot be answered on a connection that goes on.
  if (given === 'too large') response.writeHead(413, { ...plain, connection: 'close' }).end('too large\n');
  else if (given === 'no such') response.writeHead(404, { ...plain, connection: 'close' }).end('not found\n');
  else if (given.status === 409) response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${given.size}\n`);
  else response.writeHead(given.status, plain).end(given.body);
};
