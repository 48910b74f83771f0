// A game of one room: two people who answer live over the service, and a scene that was exported as ink. Written for the
// browser; what it needs of the service it names, and the generated client has to have.
import { Story } from 'inkjs'

interface Feeling {
  readonly label: string
  readonly valence: number
}

/** Of the service, as a client generated from its OpenAPI document gives it. */
export interface GameService {
  create(who: {
    characterId: string
    playerName: string
  }): Promise<{ readonly id: string; readonly name: string }>
  say(wish: { id: string; text: string; minutes: number; turnId: string }): AsyncIterable<
    | { readonly kind: 'heard'; readonly feeling: Feeling }
    | { readonly kind: 'text'; readonly text: string }
    // Told to the studio alone; a client of the document knows of it.
    | { readonly kind: 'told' }
    | { readonly kind: 'line'; readonly text: string; readonly emotion: Feeling }
  >
}

const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  facts: Readonly<Record<string, string>> = {},
  text = '',
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value)
  made.textContent = text
  return made
}

/** One of the two: a name, what they say, and a field to speak to them. */
const person = async (room: HTMLElement, service: GameService, who: string): Promise<void> => {
  const { id, name } = await service.create({ characterId: who, playerName: 'Tom' })
  const box = element('section', { 'data-npc': who })
  const lines = element('ol')
  const field = element('input', { 'aria-label': `To ${name}` })
  const button = element('button', {}, `Speak to ${name}`)
  box.append(element('h2', {}, name), lines, field, button)
  room.append(box)
  let turn = 0
  button.addEventListener('click', () => {
    const text = field.value
    field.value = ''
    const line = element('li', { 'data-state': 'speaking' })
    lines.append(element('li', { 'data-state': 'mine' }, text), line)
    void (async () => {
      for await (const event of service.say({ id, text, minutes: 1, turnId: `turn ${++turn}` })) {
        if (event.kind === 'text') line.textContent += event.text
        if (event.kind !== 'line') continue
        line.textContent = event.text
        line.dataset['emotion'] = event.emotion.label
        line.dataset['state'] = 'said'
      }
    })()
  })
}

/** The exported scene: lines with their tags, and buttons for the choices. */
const scene = (room: HTMLElement, json: string): void => {
  const story = new Story(json)
  const box = element('section', { 'data-scene': '' })
  room.append(box)
  const go = (): void => {
    for (const old of box.querySelectorAll('button')) old.remove()
    while (story.canContinue) {
      const text = (story.Continue() ?? '').trim()
      const tags = (story.currentTags ?? []).join(' ')
      if (text !== '') box.append(element('p', { 'data-tags': tags }, text))
    }
    for (const choice of story.currentChoices) {
      const button = element('button', {}, choice.text)
      button.addEventListener('click', () => {
        story.ChooseChoiceIndex(choice.index)
        go()
      })
      box.append(button)
    }
    if (story.currentChoices.length === 0) box.append(element('p', { 'data-end': '' }, '—'))
  }
  go()
}

export const playRoom = async (service: GameService, inkJson: string): Promise<void> => {
  const room = element('main')
  document.body.append(room)
  scene(room, inkJson)
  for (const who of ['Mira', 'Old Ben']) await person(room, service, who)
}
