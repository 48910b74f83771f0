// Our own plain JSON, which comes back whole, and JSON Lines: one line of text a line of the file, in reading order.
import { spokenLines } from '../../domain/dialogue/reading-order.ts'
import { oneFile, type DialogueExporter } from './dialogue-exporter.ts'

export const jsonExporter: DialogueExporter = {
  id: 'json',
  version: '1',
  title: 'JSON',
  extension: 'json',
  mime: 'application/json',
  options: [],
  run: ({ dialogue, language }) => {
    const { id, title, startId, variables, nodes } = dialogue
    const document = {
      format: 'arcwright-dialogue',
      version: 1,
      language,
      id,
      title,
      startId,
      variables,
      nodes,
    }
    return Promise.resolve(oneFile(`${JSON.stringify(document, undefined, 2)}\n`))
  },
}

export const jsonLinesExporter: DialogueExporter = {
  id: 'jsonl',
  version: '1',
  title: 'JSON Lines (one line each)',
  extension: 'jsonl',
  mime: 'application/jsonl',
  options: [],
  run: ({ dialogue }) =>
    Promise.resolve(
      oneFile(
        spokenLines(dialogue)
          .map(({ id, nodeId, kind, speaker, text, emotion, direction, tags }) => {
            const line = {
              id,
              node: nodeId,
              kind,
              speaker: speaker?.name ?? '',
              text,
              emotion,
              direction,
              tags,
            }
            return `${JSON.stringify(line)}\n`
          })
          .join(''),
      ),
    ),
}
