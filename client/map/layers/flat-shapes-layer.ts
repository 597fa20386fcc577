import { Layer, type LayerProps, project32, type UpdateParameters } from "@deck.gl/core";
import { Model } from "@luma.gl/engine";

/** Corners as [lng, lat] in turn, triangles between them by number, and four bytes of colour per corner. */
export type FlatShapes = {
  corners: { value: Float64Array; size: 2 };
  triangles: { value: Uint32Array; size: 1 };
  colours: Uint8Array;
};

type FlatShapesProps = LayerProps & {
  data: {
    length: number;
    attributes: {
      indices: FlatShapes["triangles"];
      positions: FlatShapes["corners"];
      colours: { value: Uint8Array; size: 4; normalized: true };
    };
  };
};

const VERTEX_SHADER = `#version 300 es
#define SHADER_NAME flat-shapes-vertex
in vec3 positions;
in vec3 positions64Low;
in vec4 colours;
out vec4 vColour;
void main(void) {
  geometry.worldPosition = positions;
  gl_Position = project_position_to_clipspace(positions, positions64Low, vec3(0.0), geometry.position);
  vColour = colours;
}
`;

const FRAGMENT_SHADER = `#version 300 es
#define SHADER_NAME flat-shapes-fragment
precision highp float;
in vec4 vColour;
out vec4 fragColor;
void main(void) {
  fragColor = vColour;
}
`;

/**
 * Many small flat shapes in one plain draw. deck.gl's own layers draw them as instances of one shape, which a computer
 * without a graphics card draws one by one: four times as slow for a borough at resolution 10.
 */
class FlatShapesLayer extends Layer<FlatShapesProps> {
  static override layerName = "FlatShapesLayer";

  override initializeState(): void {
    const attributes = this.getAttributeManager();
    if (!attributes) return;
    attributes.remove(["instancePickingColors", "instanceRowIndexes", "rowIndexes"]);
    const noAlloc = true;
    const given = () => undefined;
    attributes.add({
      indices: { size: 1, isIndexed: true, update: given, noAlloc },
      positions: { size: 3, type: "float64", fp64: true, stepMode: "vertex", update: given, noAlloc },
      colours: { size: 4, type: "unorm8", stepMode: "vertex", update: given, noAlloc },
    });
    const shaders = this.getShaders({ vs: VERTEX_SHADER, fs: FRAGMENT_SHADER, modules: [project32] });
    const model = new Model(this.context.device, {
      ...shaders,
      id: this.props.id,
      topology: "triangle-list",
      bufferLayout: attributes.getBufferLayouts({ isInstanced: false }),
      isIndexed: true,
    });
    this.setState({ model });
  }

  override updateState(parameters: UpdateParameters<this>): void {
    super.updateState(parameters);
    const { data } = this.props;
    for (const model of this.getModels()) model.setVertexCount(data.attributes.indices.value.length);
  }
}

/** The layer for some shapes; the same `corners` and `triangles` objects are not sent to the graphics card again. */
export function flatShapesLayer(
  id: string,
  before: string | undefined,
  { corners, triangles, colours }: FlatShapes,
): Layer {
  return new FlatShapesLayer({
    id,
    // Read by the overlay, unknown to deck.gl's own types.
    ...(before === undefined ? {} : { beforeId: before }),
    data: {
      length: corners.value.length / 2,
      attributes: {
        indices: triangles,
        positions: corners,
        colours: { value: colours, size: 4, normalized: true },
      },
    },
    pickable: false,
    parameters: { depthCompare: "always", depthWriteEnabled: false },
  });
}
