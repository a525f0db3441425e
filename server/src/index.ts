export default () => ({ register() {}, bootstrap() {} });
