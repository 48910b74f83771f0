// Every format a dialogue can come in. A new one is a file beside these and a line here.
import type { DialogueImporter } from './dialogue-importer.ts'
import { inkImporter } from './ink-importer.ts'
import { jsonImporter } from './json-importer.ts'
import { tweeImporter } from './twee-importer.ts'
import { yarnImporter } from './yarn-importer.ts'

export const dialogueImporters: readonly DialogueImporter[] = [
  yarnImporter,
  inkImporter,
  tweeImporter,
  jsonImporter,
]

/** By the file name's extension. */
export const dialogueImporterFor = (name: string): DialogueImporter | undefined => {
  const extension = /\.([^.\\/]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  return dialogueImporters.find(({ extensions }) => extensions.includes(extension))
}
