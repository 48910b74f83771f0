// ink: its source, and the JSON that ink's runtimes read, made by ink's own compiler (inkjs).
import { EngineError } from '../../domain/errors.ts'
import { oneFile, type DialogueExporter } from './dialogue-exporter.ts'
import { inkSource } from './ink-source.ts'
import { planScript } from './script-plan.ts'

export const inkExporter: DialogueExporter = {
  id: 'ink',
  version: '1',
  title: 'ink',
  extension: 'ink',
  mime: 'text/plain',
  options: [],
  run: ({ dialogue }) => Promise.resolve(oneFile(inkSource(dialogue.title, planScript(dialogue)))),
}

/** Loaded when it is asked for: the compiler is as large as the rest of the formats together. */
const compile = async (source: string): Promise<string> => {
  const { Compiler, CompilerOptions } = await import('inkjs/full')
  const problems: string[] = []
  const options = new CompilerOptions(null, [], false, (message: string, type: number) => {
    if (type === 2) problems.push(message)
  })
  const json = new Compiler(source, options).Compile().ToJson()
  if (typeof json === 'string' && problems.length === 0) return json
  throw new EngineError('BAD_INPUT', `ink's compiler refused the dialogue. Nothing was exported.`, {
    problem: problems[0] ?? '',
  })
}

export const inkJsonExporter: DialogueExporter = {
  id: 'ink-json',
  version: '1',
  title: 'ink, compiled',
  extension: 'ink.json',
  mime: 'application/json',
  options: [],
  run: async ({ dialogue }) => oneFile(await compile(inkSource(dialogue.title, planScript(dialogue)))),
}
