/** Why we cannot listen there and what to do, in one sentence that names the variable. */
export function explainListenError(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  variable: string,
): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'another program uses that port. Stop it, or choose another port',
    EACCES: 'this user may not use that port. Choose one above 1023',
    EADDRNOTAVAIL: 'this machine has no such address. Correct HOST',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Error(`cannot listen on ${host}:${port} (${variable}): ${reason}`, { cause: error });
}
