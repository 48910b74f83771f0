// The end of what the model will continue: the scene's text before the caret, as plain words.
import type { Outputs } from '../../engine/contract/index.ts'

type SceneDocument = Outputs['scene']['get']['document']
type Block = SceneDocument['content'][number]

interface Line {
  readonly id: string
  readonly text: string
}

const linesOf = (block: Block): readonly Line[] => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [
        {
          id: block.attrs.id,
          text: (block.content ?? [])
            .map((inline) => (inline.type === 'text' ? inline.text : inline.type === 'hardBreak' ? '\n' : ''))
            .join(''),
        },
      ]
    case 'blockquote':
      return block.content.flatMap(linesOf)
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content.flatMap(linesOf))
    case 'table':
      return block.content.flatMap((row) => row.content.flatMap((cell) => cell.content.flatMap(linesOf)))
    case 'sceneBreak':
    case 'image':
    case 'note':
      return []
  }
}

/** At most `length` characters before the caret; all of the scene's end when the caret's block is gone. */
export const promptTail = (
  document: SceneDocument,
  caret: { readonly blockId: string; readonly offset: number },
  length: number,
): string => {
  const lines = document.content.flatMap(linesOf)
  const at = lines.findIndex(({ id }) => id === caret.blockId)
  const before =
    at < 0
      ? lines.map(({ text }) => text)
      : [...lines.slice(0, at).map(({ text }) => text), lines[at]!.text.slice(0, caret.offset)]
  const text = before.filter((line, index) => line !== '' || index === before.length - 1).join('\n\n')
  if (text.length <= length) return text
  const tail = text.slice(-length)
  return `…${tail.slice(tail.search(/\s|[，。！？]/) + 1).trimStart()}`
}
