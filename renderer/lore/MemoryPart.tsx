// What is told besides the lorebook: story memory and author's note, of the book and of the scene.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Slider } from '../ui/index.ts'
import { tell, useLore, type Fields } from './lore-store.ts'
import { SavedText } from './SavedText.tsx'

const FieldsOf = (props: {
  readonly title: string
  readonly sceneId: string | null
  readonly fields: Fields
}): ReactElement => {
  const t = useText()
  const { title, sceneId, fields } = props
  const name = sceneId === null ? 'book' : 'scene'
  return (
    <section className="memory-fields" aria-label={title}>
      <h3>{title}</h3>
      <SavedText
        multiline
        label={t('memory:memory')}
        hint={t('memory:memoryHint')}
        value={fields.memory}
        onSave={(memory) => void tell(sceneId, { memory })}
        testId={`memory-${name}`}
      />
      <SavedText
        multiline
        label={t('memory:note')}
        hint={t('memory:noteHint')}
        value={fields.note}
        onSave={(note) => void tell(sceneId, { note })}
        testId={`note-${name}`}
      />
      {fields.note !== '' && (
        <Slider
          label={t('memory:noteDepth')}
          value={fields.noteDepth}
          min={1}
          max={12}
          step={1}
          onChange={(noteDepth) => void tell(sceneId, { noteDepth })}
        />
      )}
    </section>
  )
}

export const MemoryPart = (): ReactElement => {
  const t = useText()
  const book = useLore((state) => state.book)
  const scene = useLore((state) => state.scene)
  const title = useLore((state) => state.scenes.find(({ id }) => id === state.scene?.id)?.title ?? '')
  return (
    <>
      {book && <FieldsOf title={t('memory:ofBook')} sceneId={null} fields={book} />}
      {scene && (
        <FieldsOf
          key={scene.id}
          title={t('memory:ofScene', { title })}
          sceneId={scene.id}
          fields={scene.fields}
        />
      )}
    </>
  )
}
