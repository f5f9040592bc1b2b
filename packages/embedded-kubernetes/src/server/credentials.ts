import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';
import { z } from 'zod';

const credentialsSchema = z.object({
  certificate: z.string(),
  privateKey: z.string(),
  token: z.string(),
  port: z.number().int().optional(),
});

/** What a server proves itself with and what it asks of its clients. */
export interface Credentials {
  /** PEM; it is its own authority, so that clients need nothing else to trust it. */
  certificate: string;
  /** PEM. */
  privateKey: string;
  /** The bearer token of the one user there is. */
  token: string;
  /** The port of the last start. */
  port?: number;
}

const validYears = 10;
const renewalDays = 30;

/** Credentials kept in a folder, so that kubeconfigs stay good over restarts. Nobody but the owner may read them. */
export class CredentialStore {
  private readonly file: string;

  constructor(dataDirectory: string) {
    this.file = path.join(dataDirectory, 'credentials.json');
  }

  /** Reads the credentials, or makes some. A certificate near its end is replaced; the token stays. */
  async load(): Promise<Credentials> {
    const kept = this.read();
    if (kept && !expiresSoon(kept.certificate)) return kept;
    const { cert, private: privateKey } = await makeCertificate();
    const credentials: Credentials = {
      certificate: cert,
      privateKey,
      token: kept?.token ?? randomBytes(32).toString('base64url'),
      port: kept?.port,
    };
    this.save(credentials);
    return credentials;
  }

  save(credentials: Credentials): void {
    writePrivately(this.file, `${JSON.stringify(credentials, null, 2)}\n`);
  }

  private read(): Credentials | undefined {
    if (!fs.existsSync(this.file)) return undefined;
    try {
      return credentialsSchema.parse(
        JSON.parse(fs.readFileSync(this.file, 'utf8')),
      );
    } catch (error) {
      throw new Error(
        `the credentials in ${this.file} cannot be read; remove the file to have new ones made`,
        { cause: error },
      );
    }
  }
}

/** Writes a file that only its owner may read, all of it or nothing. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  fs.renameSync(draft, file);
}

/** Compares secrets in a time that does not depend on what they are. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function expiresSoon(certificate: string): boolean {
  const { validTo } = new X509Certificate(certificate);
  return Date.parse(validTo) < Date.now() + renewalDays * 24 * 3600 * 1000;
}

function makeCertificate() {
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + validYears);
  return generate(
    [{ name: 'commonName', value: 'promenade-embedded-kubernetes' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notAfterDate,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        {
          name: 'keyUsage',
          keyCertSign: true,
          digitalSignature: true,
          critical: true,
        },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
            { type: 7, ip: '::1' },
          ],
        },
      ],
    },
  );
}
