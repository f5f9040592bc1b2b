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

/** The certificate of the server and the token of its clients. */
export interface Credentials {
  /** PEM, self-signed. */
  certificate: string;
  /** PEM. */
  privateKey: string;
  /** The bearer token of the only user. */
  token: string;
  /** The port of the last start. */
  port?: number;
}

const validYears = 10;
const renewalDays = 30;

/** Stores credentials in a file that only its owner can read, so that kubeconfigs stay valid after a restart. */
export class CredentialStore {
  private readonly file: string;

  constructor(dataDirectory: string) {
    this.file = path.join(dataDirectory, 'credentials.json');
  }

  /** Reads the credentials; creates them if they do not exist. Replaces a certificate that expires soon, but not the token. */
  async load(): Promise<Credentials> {
    const stored = this.read();
    if (stored && !expiresSoon(stored.certificate)) return stored;
    const { cert, private: privateKey } = await createCertificate();
    const credentials: Credentials = {
      certificate: cert,
      privateKey,
      token: stored?.token ?? randomBytes(32).toString('base64url'),
      port: stored?.port,
    };
    this.save(credentials);
    return credentials;
  }

  save(credentials: Credentials): void {
    writePrivateFile(this.file, `${JSON.stringify(credentials, null, 2)}\n`);
  }

  private read(): Credentials | undefined {
    if (!fs.existsSync(this.file)) return undefined;
    try {
      return credentialsSchema.parse(
        JSON.parse(fs.readFileSync(this.file, 'utf8')),
      );
    } catch (error) {
      throw new Error(
        `the credentials in ${this.file} cannot be read; delete the file to create new ones`,
        { cause: error },
      );
    }
  }
}

/** Writes a file atomically; only its owner can read it. */
export function writePrivateFile(file: string, text: string): void {
  const temporaryFile = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporaryFile, text, { mode: 0o600 });
  fs.renameSync(temporaryFile, file);
}

/** The SHA-256 digest of a secret, for comparison in constant time. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function expiresSoon(certificate: string): boolean {
  const { validTo } = new X509Certificate(certificate);
  return Date.parse(validTo) < Date.now() + renewalDays * 24 * 3600 * 1000;
}

function createCertificate() {
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
