// Which column of a table is what: its first rows, and a choice for each thing an entry knows.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Select } from '../ui/index.ts'
import { mapColumn, type LifeMapping, type LifePreview } from './life-import-store.ts'

const FIELDS = [
  'date',
  'time',
  'title',
  'text',
  'mood',
  'people',
  'place',
  'tags',
  'media',
  'valence',
] as const satisfies readonly (keyof LifeMapping)[]

export const ColumnNames = ({
  table,
}: {
  readonly table: NonNullable<LifePreview['table']>
}): ReactElement => {
  const t = useText()
  const { columns, sample, mapping } = table
  return (
    <fieldset className="life-columns">
      <legend>{t('life:columns')}</legend>
      <div className="life-columns-choices">
        {FIELDS.map((field) => (
          <Select
            key={field}
            label={t(`life:field_${field}`)}
            value={mapping[field] ?? ''}
            choices={[
              { id: '', label: t('life:noColumn') },
              ...columns.map((name) => ({ id: name, label: name })),
            ]}
            onChange={(column) => void mapColumn(field, column)}
            testId={`life-column-${field}`}
          />
        ))}
      </div>
      <div className="life-columns-rows" tabIndex={0} role="group" aria-label={t('life:firstRows')}>
        <table>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.slice(0, 3).map((row, at) => (
              <tr key={at}>
                {row.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}
