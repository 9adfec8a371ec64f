/** `--replay FILE …` and `--scenario NAME …` are said as often as `replay FILE …`: both are understood. Pure. */
export function commandLine(args: readonly string[]): string[] {
  for (const name of ['replay', 'scenario'] as const) {
    const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    const arg = args[at];
    if (arg === undefined || !args[0]?.startsWith('-')) continue;
    const rest = args.toSpliced(at, 1);
    const value = arg.includes('=') ? [arg.slice(arg.indexOf('=') + 1)] : rest.splice(at, 1);
    return [name, ...value, ...rest];
  }
  return [...args];
}

/**
 * The first option that a command does not know, for citty overlooks it silently and a person would believe it heeded.
 * @param known names without dashes
 */
export function unknownOption(args: readonly string[], known: readonly string[]): string | undefined {
  return args
    .filter((arg) => arg.startsWith('--') && arg !== '--')
    .map((arg) => arg.slice(2).split('=')[0] ?? '')
    .find((name) => !known.includes(name) && name !== 'help');
}
