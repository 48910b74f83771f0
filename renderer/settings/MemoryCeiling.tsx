// How much memory training may take: a number of megabytes, or nothing for the usual share of the machine.
import { useState, type ReactElement } from 'react'
import { updateSettings, useSettings } from '../app/settings-store.ts'
import { useText } from '../locales/index.ts'
import { TextField } from '../ui/index.ts'

const LEAST_MB = 200

export const MemoryCeiling = (): ReactElement => {
  const t = useText()
  const ceiling = useSettings((settings) => settings.memoryCeilingMb)
  const [text, setText] = useState(ceiling === 0 ? '' : String(ceiling))
  const megabytes = text.trim() === '' ? 0 : Number(text)
  const valid = megabytes === 0 || (Number.isInteger(megabytes) && megabytes >= LEAST_MB)
  return (
    <TextField
      label={t('settings:memoryCeiling')}
      hint={t('settings:memoryCeilingHint')}
      placeholder={t('settings:memoryCeilingUsual')}
      value={text}
      onChange={(next) => {
        setText(next)
        const wanted = next.trim() === '' ? 0 : Number(next)
        if (wanted === 0 || (Number.isInteger(wanted) && wanted >= LEAST_MB))
          void updateSettings({ memoryCeilingMb: wanted })
      }}
      {...(valid ? {} : { error: t('settings:memoryCeilingWrong', { least: LEAST_MB }) })}
      testId="memory-ceiling"
    />
  )
}
