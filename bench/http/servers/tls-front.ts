import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate } from '../../../test/support/certificate.ts';
import { freePort, startNginx } from './nginx.ts';

/** nginx with TLS and HTTP/2 before a site. */
export interface TlsFront {
  readonly origin: string;
  /** Processor time so far, s. */
  cpu(): number;
  close(): Promise<void>;
}

/**
 * Every stream becomes a connection of its own to the site behind, and so has the site's cap of one connection. (nginx's own
 * limit_rate gives each request what one second brings at once: a first burst, which would flatter many requests.)
 * @param behind origin of the site
 */
export async function startTlsFront(behind: string): Promise<TlsFront> {
  const host = '127.0.0.1';
  const port = await freePort(host);
  const nginx = await startNginx(
    (folder) => {
      const { key, cert } = selfSignedCertificate();
      writeFileSync(join(folder, 'key.pem'), key);
      writeFileSync(join(folder, 'cert.pem'), cert);
      return `
      access_log off;
      server {
        listen ${host}:${port} ssl http2;
        ssl_certificate ${folder}/cert.pem;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate_key ${folder}/key.pem;
        location / {
          proxy_pass ${behind};
          # Bytes go on as they come, and no more than the client takes is asked of the site.
          proxy_buffering off;
          proxy_buffer_size 64k;
          proxy_buffers 4 64k;
          proxy_busy_buffers_size 64k;
          proxy_max_temp_file_size 0;
        }
      }
    `;
    },
    { host, port },
  );
  return { origin: `https://${host}:${port}`, cpu: () => nginx.cpu(), close: () => nginx.close() };
}
