// The levers of the co-writer: what pulls on every word and what weighs in the ranking, each with a switch and a weight.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import { Select, Slider, Switch } from '../ui/index.ts'
import { LEVERS, type Lever, type LeverName } from './cowriter-options.ts'
import { setOptions, useCowriter } from './cowriter-store.ts'

const LeverField = (props: {
  readonly name: LeverName
  readonly most: number
  readonly step: number
}): ReactElement => {
  const t = useText()
  const { name, most, step } = props
  const levers = useCowriter((state) => state.options.levers)
  const lever = levers[name]
  const change = (part: Partial<Lever>): void =>
    setOptions({ levers: { ...levers, [name]: { ...lever, ...part } } })
  return (
    <div className={`lever${lever.on ? '' : ' off'}`} data-testid={`lever-${name}`}>
      <Switch selected={lever.on} onChange={(on) => change({ on })}>
        {t(`cowriter:lever-${name}`)}
      </Switch>
      <Slider
        label={t('cowriter:leverWeight', { lever: t(`cowriter:lever-${name}`) })}
        hideLabel
        value={lever.weight}
        min={0}
        max={most}
        step={step}
        isDisabled={!lever.on}
        onChange={(weight) => change({ weight })}
      />
      <p className="quiet">{t(`cowriter:lever-${name}-hint`)}</p>
    </div>
  )
}

export const LeverFields = (): ReactElement => {
  const t = useText()
  const filter = useCowriter((state) => state.options.filter)
  return (
    <>
      <Disclosure className="levers">
        <AriaButton slot="trigger" className="prompt-trigger" data-testid="levers">
          {t('cowriter:levers')}
        </AriaButton>
        <DisclosurePanel>
          <h4>{t('cowriter:leversWriting')}</h4>
          {LEVERS.slice(0, 2).map((lever) => (
            <LeverField key={lever.name} {...lever} />
          ))}
          <h4>{t('cowriter:leversRanking')}</h4>
          {LEVERS.slice(2).map((lever) => (
            <LeverField key={lever.name} {...lever} />
          ))}
        </DisclosurePanel>
      </Disclosure>
      <Select
        label={t('cowriter:filter')}
        value={filter}
        hint={t(`cowriter:filter-${filter}-hint`)}
        choices={(['plan', 'off', 'mild', 'strict'] as const).map((id) => ({
          id,
          label: t(`cowriter:filter-${id}`),
        }))}
        onChange={(chosen) => setOptions({ filter: chosen })}
      />
    </>
  )
}
