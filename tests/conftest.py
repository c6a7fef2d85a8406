"""The suite is a plugin of its own, so that it can run programs outside this folder, too."""


def pytest_addoption(pluginmanager) -> None:
    pluginmanager.import_plugin("suite")
