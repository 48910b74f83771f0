// What a script of a game format says, in one shape for all of them: sections of statements. compile-script.ts makes a
// dialogue of it; each format's reader makes this.

export type ScriptStatement =
  | {
      readonly kind: 'line'
      readonly speaker: string
      readonly text: string
      /** With the emotion's among them. */
      readonly tags: readonly string[]
      readonly direction: string
    }
  | {
      readonly kind: 'options'
      readonly options: readonly ScriptChoice[]
      /** When none is open; what follows, when left out. */
      readonly otherwise?: readonly ScriptStatement[]
    }
  | {
      readonly kind: 'if'
      /** The first whose test holds; null always holds. */
      readonly branches: readonly {
        readonly test: string | null
        readonly body: readonly ScriptStatement[]
      }[]
    }
  | { readonly kind: 'set'; readonly variable: string; readonly value: string }
  /** A whole number from 1 to `sides`, by chance. */
  | { readonly kind: 'roll'; readonly variable: string; readonly sides: number }
  | { readonly kind: 'random'; readonly bodies: readonly (readonly ScriptStatement[])[] }
  /** Null ends the dialogue. */
  | { readonly kind: 'jump'; readonly label: string | null }

export interface ScriptChoice {
  readonly text: string
  readonly tags: readonly string[]
  /** In our own language; empty is always. */
  readonly condition: string
  readonly once: boolean
  readonly body: readonly ScriptStatement[]
}

export interface ScriptSection {
  readonly label: string
  readonly title: string
  readonly x: number
  readonly y: number
  readonly body: readonly ScriptStatement[]
}

export interface ScriptVariableValue {
  readonly name: string
  readonly initial: boolean | number | string
}

export interface Script {
  readonly title: string
  /** The label it begins with; the first section when left out. */
  readonly start: string | null
  readonly sections: readonly ScriptSection[]
  readonly variables: readonly ScriptVariableValue[]
}

/** Deeper nesting than this is no script that a person wrote. */
export const MAX_NESTING = 50
