import type { LoggerService } from '@backstage/backend-plugin-api';

/** Says how something gets on: a line when it says something new, and none when only a figure behind it moved. */
export class ProgressLog {
  readonly #logger: LoggerService;
  #last = '';

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  /** What was said last. */
  get last(): string {
    return this.#last;
  }

  say(line: string): void {
    if (line === this.#last) return;
    this.#last = line;
    this.#logger.info(line);
  }
}
