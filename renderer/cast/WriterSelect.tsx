// Who writes lines: the grammar, or a model that can. What the choice means for a wish is its form's.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Select } from '../ui/index.ts'

/** The writer that needs no model; null in a wish. */
const GRAMMAR = 'grammar'

interface WriterSelectProps {
  readonly writerId: string | null
  readonly writers: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (writerId: string | null) => void
  readonly testId: string
}

export const WriterSelect = ({ writerId, writers, onChange, testId }: WriterSelectProps): ReactElement => {
  const t = useText()
  return (
    <Select
      label={t('cast:writer')}
      value={writerId ?? GRAMMAR}
      choices={[
        { id: GRAMMAR, label: t('cast:grammar') },
        ...writers.map(({ id, name }) => ({ id, label: name })),
      ]}
      hint={writerId === null ? t('cast:grammarHint') : ''}
      onChange={(id) => onChange(id === GRAMMAR ? null : id)}
      testId={testId}
    />
  )
}
