import type { SignedCheckpoint } from '../log/checkpoint.ts';

/** How often the log is looked at, and how often a quiet stream shows that it lives, in milliseconds. */
const look = 250;
const heartbeat = 15_000;
/** Events that may wait for a slow reader. */
const waiting = 32;

interface Listener {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly gone: () => void;
  /** The size that it was told. */
  size: number;
}

const utf8 = new TextEncoder();

/**
 * The log's growth as server-sent events (HTML §9.2). An event's id is the size that it tells, so who comes back with the
 * last id hears what they missed in one event. Who does not read is dropped: nobody's events pile up.
 */
export class Growth {
  readonly #last: () => SignedCheckpoint;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #quiet = 0;

  /** @param last the newest signed checkpoint. */
  constructor(last: () => SignedCheckpoint) {
    this.#last = last;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /**
   * A stream of events from a size on; the first one comes at once.
   *
   * @param gone called once, when the stream is over, however it ends.
   */
  listen(from: number, gone: () => void): ReadableStream<Uint8Array> {
    let listener: Listener;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { controller, gone, size: from };
          this.#listeners.add(listener);
          controller.enqueue(utf8.encode('retry: 3000\n\n'));
          this.#tell(listener);
          this.#timer ??= setInterval(() => this.look(), look).unref();
        },
        cancel: () => this.#forget(listener),
      },
      { highWaterMark: waiting },
    );
  }

  /** Tell everybody what is new. */
  look(): void {
    const { size } = this.#last();
    this.#quiet += look;
    const beat = this.#quiet >= heartbeat;
    if (beat) this.#quiet = 0;
    for (const listener of this.#listeners) {
      if (listener.size < size) this.#tell(listener);
      else if (beat) this.#send(listener, ': still here\n\n');
    }
  }

  /** End every stream: the registry stops. Clients come back with the last id that they heard. */
  close(): void {
    for (const listener of this.#listeners) {
      this.#forget(listener);
      listener.controller.close();
    }
  }

  #tell(listener: Listener): void {
    const { size, note } = this.#last();
    const data = JSON.stringify({ from: listener.size, size, checkpoint: note });
    listener.size = size;
    this.#send(listener, `id: ${size}\nevent: growth\ndata: ${data}\n\n`);
  }

  #send(listener: Listener, text: string): void {
    if ((listener.controller.desiredSize ?? 0) > 0) {
      listener.controller.enqueue(utf8.encode(text));
      return;
    }
    this.#forget(listener);
    // An error, not an end: what waits is let go of, and the connection closed.
    listener.controller.error(new Error('the reader does not read'));
  }

  #forget(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    listener.gone();
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
