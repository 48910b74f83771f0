// The parts of inkjs, yarn-bound and extwee that tests use: types that are missing or cannot be found from here.
declare module 'yarn-bound' {
  interface Line {
    readonly text: string
    readonly hashtags?: readonly string[]
    readonly markup?: readonly { readonly name: string; readonly properties: { readonly name?: string } }[]
  }
  interface Result extends Partial<Line> {
    readonly options?: readonly (Line & { readonly isAvailable: boolean })[]
    readonly isDialogueEnd?: boolean
  }
  export default class YarnBound {
    constructor(options: {
      readonly dialogue: string
      readonly startAt: string
      readonly functions?: Readonly<Record<string, (...values: number[]) => unknown>>
    })
    readonly currentResult: Result | undefined
    advance(option?: number): void
  }
}

declare module 'extwee' {
  export const parseTwee: (source: string) => {
    readonly start: string
    readonly IFID: string
    readonly name: string
    readonly format: string
    readonly passages: readonly {
      readonly name: string
      readonly text: string
      readonly tags: readonly string[]
      readonly metadata: Readonly<Record<string, string>>
    }[]
  }
}

declare module 'inkjs/full' {
  export class CompilerOptions {
    constructor(
      sourceFilename: string | null,
      pluginNames: readonly string[],
      countAllVisits: boolean,
      errorHandler: (message: string, type: number) => void,
    )
  }
  export class Compiler {
    constructor(source: string, options: CompilerOptions)
    Compile(): { ToJson(): unknown }
  }
  export class Story {
    constructor(json: string)
    readonly canContinue: boolean
    readonly currentTags: readonly string[] | null
    readonly currentChoices: readonly { readonly text: string; readonly tags: readonly string[] | null }[]
    Continue(): string | null
    ChooseChoiceIndex(index: number): void
  }
}
