// The samplers in the order in which they apply: moved up and down, switched off and on.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import { engine } from '../engine-client/engine.ts'
import { t, useText } from '../locales/index.ts'
import { notifyError } from '../app/notices-store.ts'
import { IconButton, Switch } from '../ui/index.ts'
import { setOptions, useCowriter } from './cowriter-store.ts'

const WORDS = {
  bias: 'cowriter:samplerBias',
  penalties: 'cowriter:samplerPenalties',
  dry: 'cowriter:samplerDry',
  topNSigma: 'cowriter:samplerTopNSigma',
  topK: 'cowriter:samplerTopK',
  typical: 'cowriter:samplerTypical',
  topP: 'cowriter:samplerTopP',
  minP: 'cowriter:samplerMinP',
  xtc: 'cowriter:samplerXtc',
  temperature: 'cowriter:samplerTemperature',
} as const

const isNamed = (sampler: string): sampler is keyof typeof WORDS => sampler in WORDS
const nameOf = (sampler: string): string => (isNamed(sampler) ? t(WORDS[sampler]) : sampler)

/** Exchanges a sampler with its neighbour. */
const moved = (order: readonly string[], from: number, by: -1 | 1): readonly string[] => {
  const other = order[from + by]
  const own = order[from]
  if (own === undefined || other === undefined) return order
  return order.map((each, at) => (at === from ? other : at === from + by ? own : each))
}

/** Off ones stand behind, in the usual order. */
export const SamplerOrder = (): ReactElement | null => {
  const text = useText()
  const chosen = useCowriter((state) => state.options.samplers)
  const [usual, setUsual] = useState<readonly string[]>([])
  useEffect(() => {
    engine.cowriter.samplers().then(setUsual, notifyError)
  }, [])
  if (usual.length === 0) return null
  const order = (chosen ?? usual).filter((sampler) => usual.includes(sampler))
  const off = usual.filter((sampler) => !order.includes(sampler))
  return (
    <details className="sampler-order" data-testid="sampler-order">
      <summary>{text('cowriter:samplers')}</summary>
      <p className="quiet">{text('cowriter:samplersHint')}</p>
      <ol>
        {[...order, ...off].map((sampler, at) => (
          <li key={sampler}>
            <Switch
              selected={at < order.length}
              onChange={(on) =>
                setOptions({ samplers: on ? [...order, sampler] : order.filter((each) => each !== sampler) })
              }
            >
              {nameOf(sampler)}
            </Switch>
            <span className="spacer" />
            <IconButton
              label={text('cowriter:samplerUp', { name: nameOf(sampler) })}
              isDisabled={at === 0 || at >= order.length}
              onPress={() => setOptions({ samplers: moved(order, at, -1) })}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={text('cowriter:samplerDown', { name: nameOf(sampler) })}
              isDisabled={at >= order.length - 1}
              onPress={() => setOptions({ samplers: moved(order, at, 1) })}
            >
              <ArrowDown aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
    </details>
  )
}
