// The co-writer's panel: ask for a continuation, weigh the candidates.
export const CowriterPanel = () => <section data-testid="cowriter" />
