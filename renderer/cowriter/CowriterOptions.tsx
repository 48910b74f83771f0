// The co-writer's settings in a popover: who writes, how long, which feeling, how boldly.
import { SlidersHorizontal } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { EMOTIONS } from '../timeline/feelings.ts'
import { Button, IconButton, Popover, PopoverTrigger, Select, Slider, TextField } from '../ui/index.ts'
import { DEFAULT_OPTIONS, writerIn } from './cowriter-options.ts'
import { setOptions, useCowriter } from './cowriter-store.ts'
import { SamplerOrder } from './SamplerOrder.tsx'
import { LeverFields } from './LeverFields.tsx'

/** The engine's choice. */
const USUAL = 'usual'

/** Shown while nobody can write. */
const USUAL_LENGTH = { words: 60, candidates: 3 }

const Writers = (): ReactElement => {
  const t = useText()
  const writers = useCowriter((state) => state.writers) ?? []
  const writerId = useCowriter((state) => state.options.writerId)
  const choices = [
    { id: USUAL, label: t('cowriter:newest') },
    ...writers.map((writer) => ({
      id: writer.id,
      // A server does not say how large its model is.
      label:
        writer.parameters === 0
          ? writer.name
          : t('cowriter:writer', { name: writer.name, parameters: formatNumber(writer.parameters) }),
    })),
  ]
  return (
    <Select
      label={t('cowriter:model')}
      value={writers.find(({ id }) => id === writerId)?.id ?? USUAL}
      choices={choices}
      onChange={(id) => setOptions({ writerId: id === USUAL ? null : id })}
    />
  )
}

const Sampling = (): ReactElement => {
  const t = useText()
  const options = useCowriter((state) => state.options)
  const sliders = [
    { key: 'temperature', min: 0, max: 2, step: 0.05 },
    { key: 'topP', min: 0.05, max: 1, step: 0.01 },
    { key: 'minP', min: 0, max: 0.5, step: 0.01 },
    { key: 'topK', min: 0, max: 200, step: 5 },
    { key: 'repetitionPenalty', min: 1, max: 2, step: 0.05 },
  ] as const
  return (
    <>
      {sliders.map(({ key, ...bounds }) => (
        <Slider
          key={key}
          label={t(`cowriter:${key}`)}
          value={options[key]}
          {...bounds}
          onChange={(value) => setOptions({ [key]: value })}
        />
      ))}
    </>
  )
}

const Phrases = (): ReactElement => {
  const t = useText()
  const { banned, stops } = useCowriter((state) => state.options)
  return (
    <>
      <TextField
        multiline
        label={t('cowriter:banned')}
        hint={t('cowriter:bannedHint')}
        value={banned}
        onChange={(text) => setOptions({ banned: text.slice(0, 4000) })}
        testId="cowriter-banned"
      />
      <TextField
        multiline
        label={t('cowriter:stops')}
        hint={t('cowriter:stopsHint')}
        value={stops}
        onChange={(text) => setOptions({ stops: text.slice(0, 1000) })}
        testId="cowriter-stops"
      />
    </>
  )
}

export const CowriterOptionsButton = (): ReactElement => {
  const t = useText()
  const options = useCowriter((state) => state.options)
  const writers = useCowriter((state) => state.writers)
  const { usual } = writerIn(writers ?? [], options) ?? { usual: USUAL_LENGTH }
  return (
    <PopoverTrigger>
      <IconButton label={t('cowriter:options')} data-testid="cowriter-options">
        <SlidersHorizontal aria-hidden />
      </IconButton>
      <Popover label={t('cowriter:options')} placement="bottom end">
        <div className="cowriter-options">
          <Writers />
          <Select
            label={t('cowriter:feeling')}
            value={options.emotion}
            choices={[
              { id: 'follow', label: t('cowriter:followTarget') },
              ...EMOTIONS.map((emotion) => ({ id: emotion, label: t(`emotions:${emotion}`) })),
            ]}
            onChange={(emotion) => setOptions({ emotion })}
          />
          <Slider
            label={t('cowriter:words')}
            value={options.words ?? usual.words}
            min={10}
            max={300}
            step={10}
            onChange={(words) => setOptions({ words })}
          />
          <Slider
            label={t('cowriter:candidates')}
            value={options.candidates ?? usual.candidates}
            min={1}
            max={8}
            step={1}
            onChange={(candidates) => setOptions({ candidates })}
          />
          <LeverFields />
          <Sampling />
          <SamplerOrder />
          <Phrases />
          <TextField
            label={t('cowriter:seed')}
            hint={t('cowriter:seedHint')}
            value={options.seed}
            onChange={(seed) => setOptions({ seed: seed.replace(/\D/g, '').slice(0, 9) })}
          />
          <Button look="quiet" onPress={() => setOptions(DEFAULT_OPTIONS)}>
            {t('cowriter:defaults')}
          </Button>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}
