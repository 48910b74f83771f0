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
  'FILE_UNREADABLE-no-gguf':
    'This file is no GGUF model. Nothing was added; models for this studio end in .gguf.',
  'FILE_UNREADABLE-unknown-version':
    'This file is damaged, or of a kind of GGUF that is not known here. Nothing was added.',
  'FILE_UNREADABLE-damaged': 'The file is damaged. Nothing was added; fetch it once more.',
  'FILE_UNREADABLE-cut-off':
    'The file is not whole, as when a download breaks off. Nothing was added; fetch it once more.',
  'FILE_UNREADABLE-no-writer':
    'This file holds no model that writes text: perhaps one for pictures or for search. Nothing was added.',
  'FILE_UNREADABLE-empty-folder': 'There is no model file (.gguf) in this folder, nor in those below it.',
  'FILE_UNREADABLE-unreadable': 'The file could not be read. Check that it may be opened.',
  FILE_UNREADABLE:
    'The file could not be read. Nothing was changed; check that it may be opened and is not damaged.',
  INTERNAL: 'Something went wrong inside the studio. What you wrote is kept; try once more.',
  MODEL_FAILED:
    'The model could not write. Your text is as it was; try once more, or choose another or smaller model.',
  'MODEL_FAILED-missing':
    'This installation cannot run model files. Your text is as it was; choose another model.',
  'MODEL_FAILED-memory':
    'There is not enough memory for this model. Your text is as it was; choose a smaller one, or give it less context.',
  'MODEL_FAILED-unreadable':
    'The model could not be read. Your text is as it was; check that its file is whole.',
  'MODEL_FAILED-too-long':
    'That is more than this model takes in. Your text is as it was; ask about less, or give it more context.',
  'MODEL_FAILED-gone':
    'The model stopped, perhaps for want of memory. Your text is as it was; try once more, or a smaller model.',
  'MODEL_FAILED-empty':
    'The model gave no answer. Your question is kept; ask once more, in other words, or ask another model.',
  'BAD_INPUT-no-instructions':
    'This model only goes on with a text: it can continue, vary and weave material in. Choose one that follows instructions for the rest.',
  'BAD_INPUT-no-material':
    'Nothing of your life record or media is chosen for this scene, or it says nothing yet. Choose some in the life room or pin a photo, then ask again.',
  'BAD_INPUT-nothing-selected': 'There is no text yet that this could be done with. Nothing was asked.',
  'BAD_INPUT-no-question': 'There is no question yet. Nothing was asked.',
  'BAD_INPUT-too-long':
    'The passage is too long for this model. Your question is kept; select less, or give the model more context.',
  MODEL_MISSING: 'No model can write here yet. Train one in the workshop, or add a model file or a server.',
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
  'SERVER_FAILED-unreachable':
    'Nobody answers at this address. Check that the server runs and the address is right. What you wrote is kept.',
  'SERVER_FAILED-refused':
    'The server does not accept the key. What you wrote is kept; give it the right one.',
  'SERVER_FAILED-busy': 'The server is too busy. What you wrote is kept; try again in a while.',
  'SERVER_FAILED-timeout': 'The server stopped answering. What it had written is kept; try again.',
  'SERVER_FAILED-too-long':
    'That is more than the server’s model takes in. What you wrote is kept; send less.',
  'SERVER_FAILED-broken': 'The server’s answer broke off. What it had written is kept; try again.',
  'SERVER_FAILED-unknown-server':
    'There is somebody at this address, but no server that models answer from. Check it; it often ends in /v1.',
  TOO_LITTLE_TEXT: 'There is too little text to learn from. Write or import more and start again.',
  TRAINING_FAILED:
    'The training broke off. The best state so far is kept; start it again or choose smaller settings.',
  UNSUPPORTED_FORMAT:
    'This kind of file cannot be read. Nothing was changed; convert it to one of the listed kinds.',
} as const
