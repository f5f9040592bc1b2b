describe('openChoreoTranslations', () => {
  it('is loaded with the plugin, and no texts are', async () => {
    await jest.isolateModulesAsync(async () => {
      jest.doMock('./translations', () => {
        throw new Error('The texts were loaded with the app.');
      });
      await expect(import('./plugin')).resolves.toBeDefined();
      await expect(import('./openChoreoTranslations')).resolves.toBeDefined();
      await expect(import('./translation')).rejects.toThrow('texts');
    });
  });
});
