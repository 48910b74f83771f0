// One choice of how the book leaves, as its kind wants it: a switch, a line, a text, a list, a picture.
import type { ReactElement } from 'react'
import { en, useText, type Text, type TextKey } from '../locales/index.ts'
import { useMedia } from '../media/media-store.ts'
import { Segmented, Select, Switch, TextField } from '../ui/index.ts'
import { setOption, useExport, type ExportFormat } from './export-store.ts'

export type Option = ExportFormat['options'][number]

const optionName = (t: Text, option: Option): string => {
  const key = `option-${option.key}`
  return key in en.transfer ? t(`transfer:${key}` as TextKey) : option.title
}

const ImageChoice = ({
  option,
  value,
}: {
  readonly option: Option
  readonly value: string
}): ReactElement => {
  const t = useText()
  const images = useMedia((state) => state.items).filter(({ kind }) => kind === 'image')
  const none = { id: '', label: t('transfer:noImage') }
  return (
    <Select
      label={optionName(t, option)}
      value={value}
      choices={[none, ...images.map(({ id, caption, name }) => ({ id, label: caption || name }))]}
      onChange={(id) => setOption(option.key, id)}
      {...(images.length === 0 ? { hint: t('transfer:imagesHint') } : {})}
    />
  )
}

const MAX_SEGMENTS = 3

export const OptionInput = ({ option }: { readonly option: Option }): ReactElement => {
  const t = useText()
  const chosen = useExport((state) => state.options[option.key])
  const value = chosen ?? option.default
  switch (option.type) {
    case 'boolean':
      return (
        <div className="field">
          <Switch selected={value === true} onChange={(on) => setOption(option.key, on)}>
            {optionName(t, option)}
          </Switch>
        </div>
      )
    case 'text':
    case 'lines':
      return (
        <TextField
          label={optionName(t, option)}
          value={String(value)}
          multiline={option.type === 'lines'}
          onChange={(text) => setOption(option.key, text)}
        />
      )
    case 'choice': {
      const label = optionName(t, option)
      const choices = option.choices.map((choice) => ({
        id: choice.value,
        label: t(`transfer:choice-${choice.value}` as TextKey),
      }))
      const change = (id: string): void => setOption(option.key, id)
      if (choices.length > MAX_SEGMENTS)
        return <Select label={label} value={String(value)} choices={choices} onChange={change} />
      return (
        <div className="field">
          <span className="label">{label}</span>
          <Segmented label={label} value={String(value)} choices={choices} onChange={change} />
        </div>
      )
    }
    case 'image':
      return <ImageChoice option={option} value={String(value)} />
  }
}
