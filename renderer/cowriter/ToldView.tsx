// What a model was told, or would be: every piece, in or out and why, its tokens, and the exact words.
import type { ReactElement } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components'
import type { Outputs } from '../../engine/contract/index.ts'
import { formatNumber, useText } from '../locales/index.ts'
import './sent.css'

type Event = Outputs['npc']['say'] extends AsyncIterable<infer Each> ? Each : never
export type ToldContext = Extract<Event, { kind: 'told' }>['told']

interface ToldViewProps {
  readonly told: ToldContext
  readonly heading?: 'memory:toldTitle' | 'memory:toldBefore'
}

export const ToldView = ({ told, heading = 'memory:toldTitle' }: ToldViewProps): ReactElement => {
  const t = useText()
  const { pieces, tokens, room, sent } = told
  return (
    <Disclosure className="sent-folded">
      <AriaButton slot="trigger" className="prompt-trigger" data-testid="told-open">
        {t(heading, { tokens: formatNumber(tokens), room: formatNumber(room) })}
      </AriaButton>
      <DisclosurePanel>
        {pieces.length > 0 && (
          <ul className="sent-list" aria-label={t('memory:sentIn')}>
            {pieces.map(({ id, source, title, text, tokens: own, included, reason, detail }) => (
              <li key={id} className={included ? 'sent-piece' : 'sent-piece out'} data-testid="told-piece">
                <div className="sent-head">
                  <span className="sent-name">
                    {[t(`memory:source-${source}`), title].filter((part) => part !== '').join(' · ')}
                  </span>
                  <span className="sent-tokens">{formatNumber(own)}</span>
                </div>
                <p className="sent-why">
                  {included ? '' : `${t('memory:toldOut')} · `}
                  {t(`memory:why-${reason}`, { detail })}
                </p>
                <p className="sent-text">{text}</p>
              </li>
            ))}
          </ul>
        )}
        <pre
          className="prompt-text"
          role="group"
          tabIndex={0}
          aria-label={t('memory:sentExact')}
          data-testid="told-exact"
        >
          {sent}
        </pre>
      </DisclosurePanel>
    </Disclosure>
  )
}
