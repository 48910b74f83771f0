// The part of inkjs that the exporter uses; the types it ships do not resolve in ES modules.
declare module 'inkjs/full' {
  export class CompilerOptions {
    constructor(
      sourceFilename: string | null,
      pluginNames: readonly string[],
      countAllVisits: boolean,
      /** `type` 2 is an error, 1 a warning. */
      errorHandler: (message: string, type: number) => void,
    )
  }
  export class Compiler {
    constructor(source: string, options: CompilerOptions)
    Compile(): { ToJson(): unknown }
  }
}
