import { connect, createServer, type Socket } from 'node:net';

/**
 * Where a request to PostgreSQL is cut. `unsent`: PostgreSQL never hears it. `torn`: it hears half of its bytes.
 * `unanswered`: it did it, and nobody hears so.
 */
export const cutModes = ['unsent', 'torn', 'unanswered'] as const;
export type CutMode = (typeof cutModes)[number];

interface Cut {
  /** The request to cut, counted from 0 since it was armed. */
  readonly at: number;
  readonly mode: CutMode;
  /** Who is killed, before anybody sees a connection close. */
  readonly kill: () => Promise<void> | void;
}

export interface PostgresProxy {
  readonly url: string;
  /** Where connections lead, from now on. */
  port: number;
  /** Requests since the last `arm` or `count`. */
  readonly requests: number;
  count(): void;
  /** Resolves when the cut has happened: every connection is gone, and none is taken until `revive`. */
  arm(cut: Cut): Promise<void>;
  revive(): void;
  close(): void;
}

/**
 * A wire to PostgreSQL that is cut at a request that the caller chooses. A request is what PostgreSQL answers as one: a
 * simple query, an extended query up to its Sync, the end of a COPY (PostgreSQL documentation, "Message Flow").
 */
export const postgresProxy = async (target: string): Promise<PostgresProxy> => {
  const sockets = new Set<Socket>();
  let armed: (Cut & { done: () => void }) | undefined;
  let isDead = false;
  let requests = 0;
  let port = Number(new URL(target).port);

  const cutNow = async ({ kill, done }: Cut & { done: () => void }): Promise<void> => {
    armed = undefined;
    isDead = true;
    await kill();
    for (const socket of sockets) socket.destroy();
    done();
  };

  const server = createServer((client) => {
    if (isDead) {
      client.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let cutAtAnswer: (Cut & { done: () => void }) | undefined;
    /** Answers `false` for what must not pass any more. */
    const onRequest = (bytes: Buffer): boolean => {
      if (isDead || cutAtAnswer !== undefined) return false;
      const mine = armed !== undefined && requests === armed.at ? armed : undefined;
      requests++;
      if (mine === undefined) return true;
      if (mine.mode === 'unanswered') cutAtAnswer = mine;
      else if (mine.mode === 'torn') upstream.write(bytes.subarray(0, bytes.length >> 1), () => void cutNow(mine));
      else void cutNow(mine);
      return mine.mode === 'unanswered';
    };
    const requestReader = readRequests((bytes, isRequest) => {
      if (!isDead && (!isRequest || onRequest(bytes))) upstream.write(bytes);
    });
    client.on('data', requestReader);
    const answerReader = readMessages((type) => {
      if ((type === 'Z' || type === 'G') && cutAtAnswer !== undefined) void cutNow(cutAtAnswer);
    });
    upstream.on('data', (piece) => {
      if (cutAtAnswer !== undefined) answerReader(piece);
      else if (!isDead) client.write(piece);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    get port() {
      return port;
    },
    set port(next) {
      port = next;
    },
    get requests() {
      return requests;
    },
    count: () => void (requests = 0),
    arm: (cut) =>
      new Promise<void>((done) => {
        requests = 0;
        armed = { ...cut, done };
      }),
    revive: () => {
      armed = undefined;
      isDead = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

/** Splits what a client sends after its startup packet into messages, and tells when a request is complete. */
const readRequests = (pass: (bytes: Buffer, isRequest: boolean) => void): ((piece: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  let begun: Buffer[] = [];
  let isStarted = false;
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      const header = isStarted ? 1 : 0;
      if (rest.length < header + 4) return;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      const type = isStarted ? String.fromCharCode(message[0]!) : '';
      rest = rest.subarray(length);
      isStarted = true;
      // Parse, Bind, Describe, Execute, Close, Flush wait for their Sync.
      if ('PBDECH'.includes(type) && type !== '') begun.push(message);
      else if (type === 'Q' || type === 'S' || type === 'c') {
        const whole = Buffer.concat([...begun, message]);
        begun = [];
        pass(whole, true);
      } else pass(message, false);
    }
  };
};

const readMessages = (hear: (type: string) => void): ((piece: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 5) {
      const length = 1 + rest.readInt32BE(1);
      if (rest.length < length) return;
      hear(String.fromCharCode(rest[0]!));
      rest = rest.subarray(length);
    }
  };
};
