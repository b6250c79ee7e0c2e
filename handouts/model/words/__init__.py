"""The words that the leaflet and the rules share: dangers, people, what to do; tables with an example a row."""
