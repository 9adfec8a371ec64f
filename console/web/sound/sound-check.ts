const KEY = 'anju.sound-heard';

/** Whether this person has heard the test sound since they logged in; kept over a reload, not over a log-in. */
export function soundWasHeard(userId: string): boolean {
  return sessionStorage.getItem(KEY) === userId;
}

export function rememberSoundHeard(userId: string): void {
  sessionStorage.setItem(KEY, userId);
}

/** Logging in asks again: another head-set, another chair. */
export function forgetSoundHeard(): void {
  sessionStorage.removeItem(KEY);
}
