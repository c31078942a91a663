/** What the keyboard does on the board: the page listens, the panel tells. */
export const SHORTCUTS: readonly (readonly [keys: readonly string[], action: string])[] = [
  [['Ctrl K'], 'Commands'],
  [['/'], 'Search'],
  [['N'], 'New card'],
  [['Z'], 'Undo'],
  [['←', '→', '↑', '↓'], 'Move the card'],
  [['Enter'], 'Open the card'],
  [['Delete'], 'Remove the card'],
  [['?'], 'These keys'],
]
