import type { Messages } from '../en.ts';

export const boundary: Messages['boundary'] = {
  title: '边界',
  hint: '仅在地图上显示。由谁负责取决于家庭所属的区域，与边界线无关。',
  map: '{{name}}的边界及其家庭的地图',
  none: '还没有边界。',
  draft: '尚未保存：来自文件 {{file}}。请核对边界线的位置是否正确。',
  outside:
    '本区域在地图上的 {{all}} 户家庭中，有 {{count}} 户在边界线以外。请核对文件是否正确，坐标系是否为 WGS 84（而非 GCJ-02 火星坐标）。',
  save: '保存此边界',
  saved: '边界已保存。',
  choose: '选择 GeoJSON 文件',
  chooseHint: '也可将文件拖到此处。面状图形，WGS 84 坐标系，最多 {{max}} 个角点。',
  refused: '未采用：{{file}}。',
  remove: '删除边界',
  removeTitle: '删除{{name}}的边界？',
  removed: '边界已删除。',
  goes: '地图上不再显示边界线。区域及其家庭、用户均保留。',
  problem: {
    tooBig: '文件超过 5 兆。请先简化边界线，或只导出本区域。',
    notJson: '文件内容无法识别。请将区域导出为 GeoJSON，不支持其他地图文件格式。',
    notGeoJson: '文件可以读取，但不是 GeoJSON。请将区域重新导出为 GeoJSON。',
    noPolygon: '文件中没有面状图形，只有点或线。请将区域按面状图形导出。',
    order: '经度和纬度颠倒：应经度在前、纬度在后。请对调后重试，或重新导出。',
    degrees: '坐标的单位不是度。请按 WGS 84（经纬度）导出，不支持以米为单位的平面坐标。',
    ring: '有一条边界线没有闭合，或不足三个角点。请使最后一个角点与第一个相同。',
    tooMany: '共有 {{count}} 个角点，最多允许 {{max}} 个。请先简化边界线再导入。',
  },
};
