// What went wrong, what was kept, and what to do: one text per error code of the engine.
export const errors = {
  BAD_INPUT: 'That cannot be done with this input. Nothing was changed.',
  CONFLICT: 'It was changed in another window meanwhile. Both versions are kept; choose which one stays.',
  DISK_FULL: 'The disk is full. Your words are kept in this window; free some space and they will be saved.',
  DOOR_CLOSED:
    'This needs the network, and its door is closed. Nothing was sent. You can open it in the settings.',
  EMPTY_FILE: 'The file is empty. Nothing was changed; choose another one.',
  ENGINE_GONE: 'The engine stopped and is being started again. Your words are kept in this window.',
  FILE_NOT_FOUND: 'The file is not there any more. Look for it under another name or in another folder.',
  FILE_TOO_LARGE: 'The file is too large to take in. Nothing was changed; split it or choose another one.',
  FILE_TOO_NEW:
    'This project was made by a newer version of Arcwright. It was not touched; update to open it.',
  FILE_UNREADABLE: 'The file could not be read. Check that it may be opened and is not damaged.',
  INTERNAL: 'Something went wrong inside the studio. What you wrote is kept; try once more.',
  MODEL_FAILED:
    'The model could not write. Your text is as it was; try once more, or choose another or smaller model.',
  MODEL_MISSING:
    'No model can write here yet. Train one in the workshop, or add a model file or a server in the settings.',
  NOT_A_PROJECT: 'This is not an Arcwright project. It was not touched; to bring in a text, use Import.',
  NOT_FOUND: 'It is no longer there: it may have been removed in another window.',
  NOT_TEXT: 'The file holds no text. Nothing was changed; choose a text, Markdown or similar file.',
  NO_PROJECT: 'No project is open. Open one or start a new one.',
  PASSPHRASE_NEEDED: 'This project is encrypted. It opens with its passphrase.',
  PASSPHRASE_WRONG:
    'That is not the passphrase of this project. If it is lost, nobody can open the file, not even us.',
  PROJECT_DAMAGED: 'The project file is damaged. It was not touched; a copy beside it may still be whole.',
  PROJECT_EXISTS: 'There is already a file of that name. It was not touched; choose another name.',
  PROJECT_LOCKED: 'The project is open in another Arcwright. Close it there, then open it here.',
  READ_ONLY: 'The project is open to read only. Nothing was changed.',
  SERVER_FAILED:
    'The server could not write. Your text is as it was; check that it runs, its address and its key.',
  TOO_LITTLE_TEXT: 'There is too little text to learn from. Write or import more and start again.',
  TRAINING_FAILED:
    'The training broke off. The best state so far is kept; start it again or choose smaller settings.',
  UNSUPPORTED_FORMAT:
    'This kind of file cannot be read. Nothing was changed; convert it to one of the listed kinds.',
} as const
