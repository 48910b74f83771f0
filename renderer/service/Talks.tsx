// Characters that answer: sessions there are, a new one with somebody of the cast, and a conversation to try it.
import { useState, type ReactElement } from 'react'
import { ToldView } from '../cowriter/ToldView.tsx'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Select, TextField } from '../ui/index.ts'
import {
  beginTalk,
  forgetTalk,
  openTalk,
  sayToTalk,
  stopTalking,
  useService,
  type NpcSession,
  type NpcSummary,
} from './service-store.ts'

const Conversation = ({ id, name, turns }: NpcSession): ReactElement => {
  const t = useText()
  const speaking = useService((state) => state.speaking)
  const told = useService((state) => state.told)
  const [text, setText] = useState('')
  const say = async (): Promise<void> => {
    const said = text.trim()
    if (said !== '' && (await sayToTalk(said))) setText('')
  }
  const names = { player: t('service:you'), npc: name, event: t('service:happened') }
  return (
    <div className="service-talk" key={id} role="group" aria-label={t('service:conversation', { name })}>
      {turns.length > 0 && (
        <ol data-testid="talk-turns">
          {turns.map(({ role, text: said, feeling }, at) => (
            <li key={at} data-role={role}>
              <b>{names[role]}</b> {said} <small>{t(`emotions:${feeling.label}`)}</small>
            </li>
          ))}
        </ol>
      )}
      {speaking !== null && (
        <p role="status" data-testid="talk-speaking">
          {speaking === '' ? t('service:speaking', { name }) : speaking}
        </p>
      )}
      {told && <ToldView told={told} />}
      <div className="service-say">
        <TextField
          label={t('service:youSay')}
          value={text}
          onChange={setText}
          onSubmit={() => void say()}
          autoFocus
          testId="talk-text"
        />
        {speaking === null ? (
          <Button
            look="primary"
            writes
            isDisabled={text.trim() === ''}
            onPress={() => void say()}
            data-testid="talk-say"
          >
            {t('service:say')}
          </Button>
        ) : (
          <Button onPress={stopTalking}>{t('service:stop')}</Button>
        )}
      </div>
    </div>
  )
}

const Row = ({ id, name, lines, feeling }: NpcSummary): ReactElement => {
  const t = useText()
  const facts = {
    name,
    count: lines,
    formatted: formatNumber(lines),
    feeling: t(`emotions:${feeling.label}`),
  }
  return (
    <li>
      <span>{t('service:session', facts)}</span>
      <Button
        className="small"
        aria-label={t('service:talkWith', { name })}
        onPress={() => void openTalk(id)}
      >
        {t('service:talk')}
      </Button>
      <Button
        className="small"
        look="danger"
        writes
        aria-label={t('service:forgetOf', { name })}
        onPress={() => void forgetTalk(id)}
      >
        {t('service:forget')}
      </Button>
    </li>
  )
}

export const Talks = (): ReactElement => {
  const t = useText()
  const sessions = useService((state) => state.sessions)
  const cast = useService((state) => state.cast)
  const talk = useService((state) => state.talk)
  const [chosen, setChosen] = useState('')
  const who = cast.some(({ id }) => id === chosen) ? chosen : (cast[0]?.id ?? '')
  return (
    <section className="service-part" aria-labelledby="service-npcs">
      <h3 id="service-npcs">{t('service:npcs')}</h3>
      <p className="hint">{t('service:npcsLead')}</p>
      {cast.length === 0 ? (
        <p className="hint">{t('service:noCast')}</p>
      ) : (
        <div className="service-say">
          <Select
            label={t('service:with')}
            value={who}
            choices={cast.map(({ id, name }) => ({ id, label: name }))}
            onChange={setChosen}
          />
          <Button writes onPress={() => void beginTalk(who)} data-testid="begin-talk">
            {t('service:begin')}
          </Button>
        </div>
      )}
      {sessions.length > 0 && (
        <ul className="service-list" data-testid="service-sessions">
          {sessions.map((session) => (
            <Row key={session.id} {...session} />
          ))}
        </ul>
      )}
      {talk && <Conversation key={talk.id} {...talk} />}
    </section>
  )
}
