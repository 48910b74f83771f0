// Who can write: a model of the project's own, one that ships, a model file on the disk, a server. What each can do is data.

/** A model that is there in every project: added by the writer, remembered in the studio's settings. */
export type VoiceSource = FileVoice | ServerVoice

export interface FileVoice {
  readonly kind: 'file'
  readonly id: string
  readonly name: string
  /** Where the file lies; it is never copied. */
  readonly path: string
  /** 0: as many as are useful. */
  readonly contextTokens: number
  /** Whether a graphics card may help. */
  readonly gpu: boolean
  /** What was found quickest; 0: not measured yet. */
  readonly threads: number
}

/** `completions` goes on with a text as it stands; `chat` has to ask for that. */
export type ServerMode = 'completions' | 'chat'

export interface ServerVoice {
  readonly kind: 'server'
  readonly id: string
  readonly name: string
  /** Of the API, e.g. http://127.0.0.1:8080/v1 */
  readonly url: string
  readonly model: string
  readonly mode: ServerMode
  /** Follows instructions; absent where nobody asked yet: as its mode says. */
  readonly chats?: boolean | undefined
  readonly contextTokens: number
  /** Names and private details leave this machine only under other names. */
  readonly mask: boolean
}

/** What a writer can be asked for; what it cannot is said to the writer, not silently left out. */
export interface VoiceAbilities {
  /** Samplers that work with it. */
  readonly samplers: readonly string[]
  /** The most alternatives it tells with a token. */
  readonly alternatives: number
  /** Learnt to be conditioned on a feeling. */
  readonly condition: boolean
  /** Its next token can be reweighed by what it would do to the feeling. */
  readonly guidance: boolean
  /** A discriminator judges its candidates. */
  readonly realism: boolean
  /** Banned phrases are undone where they begin; otherwise a passage ends before one. */
  readonly backtracking: boolean
  /** Follows instructions, not only continues a text. */
  readonly instructions: boolean
}

/** As it was when it wrote last. */
export interface VoiceSpeed {
  readonly wordsPerSecond: number
  /** From the question until the first words; the reading of a model from the disk not counted. */
  readonly firstWordsMs: number
}
