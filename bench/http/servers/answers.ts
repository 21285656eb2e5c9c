import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '../../../test/support/until.ts';

/** Resolves when somebody listens there. */
export async function answers({ host, port }: { host: string; port: number }): Promise<void> {
  const listens = async (): Promise<boolean> => {
    const socket = connect(port, host);
    try {
      await once(socket, 'connect');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      return false;
    } finally {
      socket.destroy();
    }
  };
  await until(listens, { what: `${host}:${port} answers`, every: 20 });
}
