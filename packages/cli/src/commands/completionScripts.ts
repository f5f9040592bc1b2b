export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** The script of each shell. It asks `promenade __complete` for what can follow the words before the cursor. */
export const completionScripts: Record<Shell, string> = {
  bash: `_promenade() {
  local IFS=$'\\n'
  local current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(promenade __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)" -- "$current"))
}
complete -o default -F _promenade promenade
`,
  zsh: `#compdef promenade
_promenade() {
  local -a candidates
  candidates=("\${(@f)$(promenade __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e $'s/\\t/:/')}")
  _describe 'promenade' candidates
}
compdef _promenade promenade
`,
  fish: `complete -c promenade -f -a '(promenade __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
};
