import { updateYamlText } from '@promenade/git-client';
import type { GitCommitRequest } from '@promenade/openchoreo-model';
import fastJsonPatch, { type Operation } from 'fast-json-patch';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

type FileChange = GitCommitRequest['spec']['files'][number];

/** A file that cannot be changed as the request says. */
export class FileChangeError extends Error {
  override readonly name = 'FileChangeError';

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path}: ${problem}`, options);
  }
}

const patchSchema = z.array(
  z.looseObject({ op: z.string(), path: z.string() }),
);

/**
 * Applies the change of a file to its content. A patch changes a file that exists, and the content is what a file starts with that
 * does not.
 *
 * @param existing - undefined for a file that does not exist
 * @returns the new content; undefined for a file that is deleted
 * @throws FileChangeError
 */
export function changeFile(
  { path, content, patch, delete: isDeleted }: FileChange,
  existing: string | undefined,
): string | undefined {
  if (isDeleted) return undefined;
  if (patch === undefined) return content;
  if (existing === undefined) {
    if (content !== undefined) return content;
    throw new FileChangeError(
      path,
      'it does not exist, so that it cannot be patched; give its content as well',
    );
  }
  const isJson = path.endsWith('.json');
  const before = isJson ? parseJson(path, existing) : parseYaml(path, existing);
  const after = applyPatch(path, before, patch);
  return isJson
    ? `${JSON.stringify(after, null, 2)}\n`
    : updateYamlText(existing, after);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FileChangeError(path, 'it is not JSON', { cause });
  }
}

function parseYaml(path: string, text: string): unknown {
  const documents = parseAllDocuments(text);
  const [document] = documents;
  if (!document) {
    throw new FileChangeError(
      path,
      'it is empty, so that it cannot be patched; write its content instead',
    );
  }
  if (documents.length > 1) {
    throw new FileChangeError(
      path,
      'it has several documents, so that it is unknown which one to patch; split it',
    );
  }
  if (document.errors.length > 0) {
    throw new FileChangeError(path, 'it is not YAML');
  }
  try {
    return document.toJS();
  } catch (cause) {
    // An alias without its anchor, or more aliases than a file by hand has.
    throw new FileChangeError(path, 'it is not YAML', { cause });
  }
}

function applyPatch(path: string, before: unknown, text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FileChangeError(path, 'its patch is not JSON', { cause });
  }
  const parsed = patchSchema.safeParse(json);
  if (!parsed.success) {
    throw new FileChangeError(
      path,
      'its patch is not a JSON Patch (RFC 6902); write a list like [{"op":"replace","path":"/spec/replicas","value":2}]',
    );
  }
  try {
    const operations: Operation[] = JSON.parse(JSON.stringify(parsed.data));
    return applyOperations(before, operations);
  } catch (error) {
    const [reason] = String(
      error instanceof Error ? error.message : error,
    ).split('\n');
    throw new FileChangeError(path, `its patch cannot be applied: ${reason}`);
  }
}

/** Length of the JSON of all values that the copy operations of a patch may copy: a few of them could fill the memory. */
const maxCopiedLength = 1_000_000;

function applyOperations(
  before: unknown,
  operations: readonly Operation[],
): unknown {
  let document = before;
  let copied = 0;
  for (const operation of operations) {
    if (operation.op === 'copy') {
      const value = fastJsonPatch.getValueByPointer(document, operation.from);
      copied += JSON.stringify(value ?? null).length;
      if (copied > maxCopiedLength) {
        throw new Error(`it copies more than ${maxCopiedLength} characters`);
      }
    }
    // `validate` rejects operations that are not in the RFC.
    const isValidated = true;
    document = fastJsonPatch.applyOperation(
      document,
      operation,
      isValidated,
    ).newDocument;
  }
  return document;
}
