/** Something a person at the terminal can put right. Its message is one line and says how; it is shown without a stack. */
export class SimError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SimError';
  }
}
