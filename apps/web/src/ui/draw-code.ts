/** The picture of a QR code, dark on light in either theme, because a camera has to read it. */
export async function drawCode(text: string): Promise<string> {
  const { default: codes } = await import('qrcode');
  const svg = await codes.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}
