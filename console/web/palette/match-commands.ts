export interface Command {
  id: string;
  label: string;
  shortcut?: string | undefined;
  run: () => void;
}

/** The commands whose words begin with what was typed, then those that contain it; all of them for nothing. */
export function matchCommands<Each extends Command>(commands: readonly Each[], typed: string): Each[] {
  const wanted = plain(typed);
  if (wanted === '') return [...commands];
  const rank = ({ label }: Command) => {
    const text = plain(label);
    if (text.startsWith(wanted) || text.includes(` ${wanted}`)) return 0;
    return text.includes(wanted) ? 1 : 2;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map((each) => each.command);
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
