/** Measures of the diagram, in pixels before it is scaled. */
export const nodeSize = { width: 168, height: 44 };
export const outsideSize = { width: 168, height: 36 };
export const layerGap = 64;
export const nodeGap = 12;
export const padding = 56;
/** Has room for the upright names of the gateways between the corners. */
export const minCellHeight = 256;
/** From the edge of the cell to what is outside. */
export const outsideGap = 56;
export const rowHeight = outsideSize.height + 12;
/** From a component to the vertical line beside it that leads to a gateway. */
export const gutter = 18;
export const laneHeight = 8;
