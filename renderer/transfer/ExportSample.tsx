// The beginning of the book as the chosen format and look would have it, beside the choices that make it so.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useExport } from './export-store.ts'

export const ExportSample = (): ReactElement => {
  const t = useText()
  const sample = useExport((state) => state.sample)
  return (
    <figure className="export-sample" data-testid="export-sample">
      <figcaption className="label">{t('transfer:sample')}</figcaption>
      {sample?.text === undefined || sample.text === null ? (
        <iframe
          title={t('transfer:sample')}
          // No script, no other origin: it is only looked at.
          sandbox=""
          srcDoc={sample?.html ?? ''}
        />
      ) : (
        <pre tabIndex={0} aria-label={t('transfer:sample')}>
          {sample.text}
        </pre>
      )}
    </figure>
  )
}
