// The words of the network doors: a name and a hint for each id, and the switch over all of them.
export const doors = {
  title: 'Network',
  lead: 'Arcwright works on this machine alone. It calls nobody and nobody can call it unless you open a door here.',
  shutAll: 'Keep every door shut',
  shutAllHint: 'While this is on, nothing passes, whatever is set below.',
  out: 'outgoing',
  in: 'incoming',
  window:
    'This window itself comes from 127.0.0.1, the machine you sit at; nobody else on the network can reach it.',
  'remote-models': 'Models on a server',
  'remote-models-hint':
    'The co-writer may send its prompt to a server whose address you gave; and pictures, where you chose one to describe them.',
  serve: 'The service',
  'serve-hint': 'Games and programs on other machines may call it, each with a key that you made.',
  'shared-work': 'Work on other machines',
  'shared-work-hint': 'Workers that listen on your Redis may read the text that they analyse or learn from.',
} as const
