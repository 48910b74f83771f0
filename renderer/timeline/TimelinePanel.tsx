// The emotion timeline below the manuscript.
export const TimelinePanel = () => <section data-testid="timeline" />
