import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A road to a server that can be cut: the server sees its client gone, so that it hands it nothing
 * more; the client hears nothing at all.
 */
export interface Road {
  /** `host:port`, in place of the server's own. */
  address: string;
  cut(): void;
  close(): Promise<void>;
}

export async function startRoad(to: string): Promise<Road> {
  const [host = '127.0.0.1', port = '0'] = to.split(':');
  const nearEnds = new Set<Socket>();
  const farEnds = new Set<Socket>();
  let isCut = false;
  const keep = (ends: Set<Socket>, socket: Socket) => {
    ends.add(socket);
    socket.on('close', () => ends.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(nearEnds, near);
    if (isCut) return;
    const far = connect(Number(port), host);
    keep(farEnds, far);
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => isCut || near.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of farEnds) socket.destroy();
    },
    async close() {
      for (const socket of [...nearEnds, ...farEnds]) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
