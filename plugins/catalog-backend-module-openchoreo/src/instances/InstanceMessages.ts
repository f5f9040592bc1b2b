/** A message to the other instances of the backend. */
export interface InstanceMessage {
  topic: string;
  /** A later message of the topic with the same key replaces an earlier one. */
  key: string;
  /** Becomes JSON. */
  payload: object;
}

/** Is called with the payload of a message. */
export type MessageListener = (payload: unknown) => void | Promise<void>;

/** What instances of the backend tell each other. A message arrives within seconds, and may arrive more than once. */
export interface InstanceMessages {
  /** Calls the listener for each message of another instance. To be called before `start`. */
  subscribe(topic: string, listener: MessageListener): void;
  start(): void;
  /** Sends a message to the other instances. Never rejects: one that cannot be sent is logged. */
  publish(message: InstanceMessage): Promise<void>;
  stop(): void;
}

/** For an instance that has no others. */
export const noOtherInstances: InstanceMessages = {
  subscribe: () => {},
  start: () => {},
  publish: async () => {},
  stop: () => {},
};
