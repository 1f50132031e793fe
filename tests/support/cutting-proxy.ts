import { createServer, type Server, type Socket, connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** Where a connection is cut: before the registry hears the request, or before the client hears the answer. */
type Cut = 'never' | 'request' | 'answer';

export interface CuttingProxy {
  readonly address: string;
  /** What happens to the next requests that publish something. */
  cut: Cut;
}

/** A network that fails at a chosen moment, in front of a real registry. */
export const cuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  const proxy = { address: '', cut: 'never' as Cut };
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let publishing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece) => {
      if (piece.includes('POST /trpc/statements.publish')) publishing = true;
      if (publishing && proxy.cut === 'request') client.destroy();
      else upstream.write(piece);
    });
    upstream.on('data', (piece) => {
      if (publishing && proxy.cut === 'answer') client.destroy();
      else client.write(piece);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return Object.assign(proxy, { address: `http://localhost:${own}` });
};
